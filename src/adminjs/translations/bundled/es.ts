// Spanish, in the bundle of a panel that speaks it.
import { addToPage } from '../add-texts.js'
import { es } from '../es.js'

addToPage('es', es)

// AdminJS's bundle takes the default export of a component's file.
export default es
