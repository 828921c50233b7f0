// Reads what Waybill.Lake wrote with icebird and hyparquet, over HTTP, and prints it as JSON.
//   node read.mjs rows  <server> <file:///table> [snapshot-id]   rows of a table by icebird
//   node read.mjs files <server> <file:///file>...               rows and field ids of Parquet files by hyparquet
// A row is the JSON text of an array of texts (or null), so that no number is rounded on its way to the test.
import { asyncBufferFromUrl, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { icebergMetadata, icebergRead } from 'icebird'

const [mode, server, ...locations] = process.argv.slice(2)

// Tables name their files by file:// URIs; the test's server has the same paths.
const httpFetch = globalThis.fetch
globalThis.fetch = (url, init) => httpFetch(String(url).startsWith('file://') ? served(String(url)) : url, init)

function served(location) {
  return server + location.slice('file://'.length).split('/').map(encodeURIComponent).join('/')
}

async function tableRows(tableUrl, snapshotId) {
  const metadata = await icebergMetadata({ tableUrl })
  if (snapshotId) {
    const snapshot = metadata.snapshots.find(s => s['snapshot-id'] === Number(snapshotId))
    metadata['current-snapshot-id'] = snapshot['snapshot-id']
    metadata['current-schema-id'] = snapshot['schema-id']
  }

  const { fields } = metadata.schemas.find(s => s['schema-id'] === metadata['current-schema-id'])
  const rows = await icebergRead({ tableUrl, metadata })
  return {
    columns: fields.map(f => f.name),
    rows: rows.map(row => JSON.stringify(fields.map(f => text(row[f.name], f.type)))),
  }
}

// icebird gives decimals as doubles, timestamps in milliseconds and UUIDs as bytes.
function text(value, type) {
  if (value === null || value === undefined) return null
  if (type === 'date') return value.toISOString().slice(0, 10)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
  if (value instanceof Date) return String(value.getTime())
  const scale = /^decimal\(\d+, (\d+)\)$/.exec(type)?.[1]
  return scale === undefined ? String(value) : value.toFixed(Number(scale))
}

async function parquetFile(location) {
  const url = served(location)
  const file = await asyncBufferFromUrl({ url })
  const metadata = await parquetMetadataAsync(file)
  const parsers = {
    timestampFromMicroseconds: micros => micros,
    dateFromDays: days => new Date(days * 86_400_000).toISOString().slice(0, 10),
  }
  const columns = metadata.schema.slice(1)
  const rows = await parquetReadObjects({ file, metadata, compressors, parsers })
  return {
    fields: columns.map(c => `${c.field_id} ${c.name}`),
    rows: rows.map(row => JSON.stringify(columns.map(c => text(row[c.name], `decimal(${c.precision}, ${c.scale})`)))),
  }
}

const result = mode === 'rows'
  ? await tableRows(...locations)
  : await Promise.all(locations.map(parquetFile))
process.stdout.write(JSON.stringify(result))
