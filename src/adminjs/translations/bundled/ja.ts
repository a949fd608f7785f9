// Japanese, in the bundle of a panel that speaks it.
import { addToPage } from '../add-texts.js'
import { ja } from '../ja.js'

addToPage('ja', ja)

// AdminJS's bundle takes the default export of a component's file.
export default ja
