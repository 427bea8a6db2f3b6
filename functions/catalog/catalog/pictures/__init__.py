"""Pictures of products: from what somebody uploads to what every browser may see.

    POST /catalog/admin/pictures   an item that waits, and a URL that takes the file  uploads.py
    PUT  to that URL               the object uploads/<key>/<upload> in the media bucket
    its event, by a queue          make_pictures: checked, rendered, told             making.py
                                   media/<key>/<width>.avif|jpg and media/<key>       rendering.py
    PictureReady, PictureRefused   pages, products and offers that name it show it   showing.py

What the bucket holds under media/ was drawn here, pixel by pixel, from what the upload shows: no
byte of the file itself is served. The file is removed either way. It may tell where and by whom a
photograph was taken, and the shop has no use for that; who took it has the original.

A key is a picture for good once it is ready, because browsers keep its renditions for a year: a
better photograph takes another key. A product may name a key before there is a picture of it, so
that goods and photographs can come in any order; its pages show a placeholder until PictureReady,
whose consumer finds them by `uses_table.products_of(key)`.
"""
