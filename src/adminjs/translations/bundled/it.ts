// Italian, in the bundle of a panel that speaks it.
import { addToPage } from '../add-texts.js'
import { it } from '../it.js'

addToPage('it', it)

// AdminJS's bundle takes the default export of a component's file.
export default it
