// The mark of what has the focus. AdminJS takes the browser's own from its buttons, and people at a keyboard have nothing else to
// go by.
import React from 'react'

/** Two rings, one dark and one light, so that it shows on any ground. It is for all of ours that keys lead to: our names begin alike. */
const rings = `
[data-css^="single-session"] :focus-visible:not([tabindex="-1"]) {
  outline: 3px solid #0c1e29 !important;
  outline-offset: 2px;
  box-shadow: 0 0 0 7px #fff !important;
  transition: none !important;
}`

/** Puts the mark into a page. */
export const VisibleFocus = () => <style>{rings}</style>
