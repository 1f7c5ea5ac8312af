"""The design system: components, forms, icons, styles, and the page that shows them."""
