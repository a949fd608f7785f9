// German, in the bundle of a panel that speaks it.
import { addToPage } from '../add-texts.js'
import { de } from '../de.js'

addToPage('de', de)

// AdminJS's bundle takes the default export of a component's file.
export default de
