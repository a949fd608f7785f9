// Ukrainian, in the bundle of a panel that speaks it.
import { addToPage } from '../add-texts.js'
import { ua } from '../ua.js'

addToPage('ua', ua)

// AdminJS's bundle takes the default export of a component's file.
export default ua
