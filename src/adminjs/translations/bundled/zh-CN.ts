// Chinese, in the bundle of a panel that speaks it.
import { addToPage } from '../add-texts.js'
import { zhCN } from '../zh-CN.js'

addToPage('zh-CN', zhCN)

// AdminJS's bundle takes the default export of a component's file.
export default zhCN
