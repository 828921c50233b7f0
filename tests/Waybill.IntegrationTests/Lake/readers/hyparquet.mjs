// Reads a Parquet file with hyparquet and prints its columns (name, field id, types) and rows as JSON.
// usage: node hyparquet.mjs <URL of the file>
import { asyncBufferFromUrl, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const file = await asyncBufferFromUrl({ url: process.argv[2] })
const metadata = await parquetMetadataAsync(file)
const columns = metadata.schema.slice(1).map(c => ({ name: c.name, id: c.field_id, type: c.type, repetition: c.repetition_type, logical: c.logical_type }))
const rows = await parquetReadObjects({ file, metadata, compressors })
console.log(JSON.stringify({ columns, rows, codec: metadata.row_groups[0].columns[0].meta_data.codec }, (_, value) => typeof value === 'bigint' ? value.toString() : value))
