// Portuguese, in the bundle of a panel that speaks it.
import { addToPage } from '../add-texts.js'
import { ptBR } from '../pt-BR.js'

addToPage('pt-BR', ptBR)

// AdminJS's bundle takes the default export of a component's file.
export default ptBR
