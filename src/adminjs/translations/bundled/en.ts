// English, in the bundle of a panel that speaks it.
import { addToPage } from '../add-texts.js'
import { en } from '../en.js'

addToPage('en', en)

// AdminJS's bundle takes the default export of a component's file.
export default en
