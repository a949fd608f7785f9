// What our pages are on paper. AdminJS's page has a height of its own, so of a long list the printer would get the first part alone.
import React from 'react'

const style = `
@media print {
  html, body, #app, [data-css=app], [data-css=app-content] {
    display: block !important; height: auto !important; overflow: visible !important;
  }
  [data-css=sidebar], [data-css=topbar], [data-css=notice], .adminjs_ActionHeader a,
  [data-css^="single-session"] :is(.adminjs_Button, button, input, form) { display: none !important; }
  [data-css^="single-session"], [data-css^="single-session"] :not([data-kind], [data-kind] *, svg, svg *, .adminjs_Badge) {
    color: #000 !important; background: #fff !important;
  }
  [data-css^="single-session"] :is([data-kind], .adminjs_Badge) { print-color-adjust: exact; }
  [data-css^="single-session"] [role=region] { overflow: visible !important; }
  [data-css^="single-session"] td { padding: 4px !important; }
  [data-css^="single-session"] :is(li, tr, figure) { break-inside: avoid; }
}`

/** Puts the style into a page: all of a list, black on white, without what only a finger can use. */
export const PrintStyle = () => <style>{style}</style>
