// Reads a table with icebird and prints its rows as JSON, whole numbers as text.
// usage: node icebird.mjs <lake location: file:///…> <URL where the lake is served> <namespace/table>
// The lake's locations are file URIs; what is below the lake's own location is fetched from the URL instead.
import { icebergRead } from 'icebird'

const [location, url, table] = process.argv.slice(2)
const plainFetch = globalThis.fetch
globalThis.fetch = (input, init) => plainFetch(String(input).replace(location, url), init)

const rows = await icebergRead({ tableUrl: `${url}/${table}` })
console.log(JSON.stringify(rows, (_, value) => typeof value === 'bigint' ? value.toString() : value))
