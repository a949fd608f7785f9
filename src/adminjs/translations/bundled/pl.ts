// Polish, in the bundle of a panel that speaks it.
import { addToPage } from '../add-texts.js'
import { pl } from '../pl.js'

addToPage('pl', pl)

// AdminJS's bundle takes the default export of a component's file.
export default pl
