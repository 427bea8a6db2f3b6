"""The storefront's pages, published as files of the site bucket."""
