// English, in the bundle of a panel whose language we do not speak.
import { addToPage } from '../add-texts.js'
import { enElsewhere } from '../en-elsewhere.js'

addToPage('elsewhere', enElsewhere)

// AdminJS's bundle takes the default export of a component's file.
export default enElsewhere
