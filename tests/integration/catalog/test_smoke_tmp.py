def test_it(shop):
    r=shop.post("/catalog/admin/categories",json={"name":"Garden"},staff=True); assert r.status==201,r.text
    r=shop.post("/catalog/admin/categories",json={"name":"Seeds & herbs","parent":"garden"},staff=True); assert r.status==201,r.text
    print(r.text)
    body={"name":"Rosso Tomato","status":"active","category":"seeds-and-herbs","options":[{"name":"Packet","values":["20","50"]}],
     "variants":[{"sku":"T-20","options":{"Packet":"20"},"prices":{"GBP":195,"EUR":229}},{"sku":"T-50","options":{"Packet":"50"},"prices":{"GBP":295},"compare_at":{"GBP":350}}],
     "pictures":[{"key":"a/b-1","alt":"x"}]}
    r=shop.post("/catalog/admin/products",json=body,staff=True); assert r.status==201,r.text
    pid=r.json["id"]; print(r.text)
    for u in ("/catalog/products/"+pid,"/catalog/products/rosso-tomato?currency=EUR","/catalog/products","/catalog/products?category=garden&sort=price_asc&currency=EUR","/catalog/products?category=seeds-and-herbs&sort=name","/catalog/categories","/catalog/categories/seeds-and-herbs","/catalog/availability?sku=T-20&sku=NO"):
        r=shop.get(u); print(u,r.status,r.text[:900],r.headers)
    for u in ("/catalog/admin/products?q=ROS","/catalog/admin/products?status=active","/catalog/admin/products","/catalog/admin/products?sku=T-50",f"/catalog/admin/products/{pid}/history","/catalog/admin/categories"):
        r=shop.get(u,staff=True); print(u,r.status,r.text[:900])
    print(shop.settle())
    print(shop.get("/catalog/openapi.json").status)
    r=shop.patch("/catalog/admin/products/"+pid,json={"slug":"rosso"},headers={"If-Match":'"1"'},staff=True); print(r.status,r.text)
    r=shop.get("/catalog/products/rosso-tomato?currency=EUR"); print(r.status,r.headers,r.text)
    r=shop.put("/catalog/admin/prices",json={"prices":[{"sku":"T-20","currency":"GBP","amount":200},{"sku":"T-20","currency":"EUR","amount":229}]},staff=True); print(r.status,r.text)
    print(shop.post("/inventory/admin/stock",json={"sku":"T-20","on_hand":5},staff=True).text)
    print(shop.settle())
    r=shop.get("/catalog/products/rosso"); print(r.text)
    assert 0
