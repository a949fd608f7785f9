// Dutch, in the bundle of a panel that speaks it.
import { addToPage } from '../add-texts.js'
import { nl } from '../nl.js'

addToPage('nl', nl)

// AdminJS's bundle takes the default export of a component's file.
export default nl
