// Pictures on a strip that snaps. Thumbnails are links, so they work without script; with it they
// scroll the strip, tell which picture is seen, and arrow keys go from one to the next.

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

class ShopGallery extends HTMLElement {
  #slides = [];
  #thumbs = [];
  #seen = 0;

  connectedCallback() {
    const strip = this.querySelector("[data-slot=slides]");
    this.#slides = [...(strip?.children ?? [])];
    this.#thumbs = [...this.querySelectorAll("a[href^='#picture-']")];
    this.addEventListener("click", (event) => {
      const to = this.#thumbs.indexOf(event.target.closest("a"));
      if (to < 0) return;
      event.preventDefault();
      this.show(to);
    });
    this.addEventListener("keydown", (event) => {
      const to = this.#seen + STEPS[event.key];
      if (!this.#slides[to] || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.show(to);
      if (event.target !== strip) this.#thumbs[to]?.focus();
    });
    const sight = new IntersectionObserver(
      (all) => {
        const seen = all.find(({ isIntersecting }) => isIntersecting);
        if (seen) this.#mark(this.#slides.indexOf(seen.target));
      },
      { root: strip, threshold: 0.6 },
    );
    for (const slide of this.#slides) sight.observe(slide);
  }

  show(to) {
    const slide = this.#slides[to];
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    slide.parentElement.scrollTo({ left: slide.offsetLeft - this.#slides[0].offsetLeft, behavior });
    this.#mark(to);
  }

  #mark(seen) {
    this.#seen = seen;
    this.#thumbs.forEach((thumb, i) => (thumb.ariaCurrent = i === seen ? "true" : null));
  }
}

customElements.define("shop-gallery", ShopGallery);
