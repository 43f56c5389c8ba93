// `npm run build`: the web pages, for a server that is started otherwise than by `npm start`.
import { build, install } from './prepare.mjs'

await install({ withDev: false })
await build()
