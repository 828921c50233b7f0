namespace Waybill.Connectors;

/// <summary>A piece of an input file that could not be read as a row, or a whole file that was refused.</summary>
/// <param name="Rule">What it broke: <c>ragged_row, unclosed_quote, bad_quoting, nul_byte, line_too_long,
/// bad_encoding, bad_header, bad_json</c>.</param>
/// <param name="Detail">The same for people: what, where, and for a file what to do.</param>
/// <param name="File">Path relative to the landing root, with forward slashes.</param>
/// <param name="Line">Physical line where the piece starts, from 1; 0 when the whole file is meant.</param>
/// <param name="Offset">Bytes from the start of the file (of its UTF-8 form when the file is UTF-16).</param>
/// <param name="Raw">The original bytes; of longer pieces the first megabyte.</param>
/// <param name="RawLength">How many bytes the piece has in all.</param>
/// <param name="RawHash">xxHash64 of all its bytes.</param>
/// <param name="LandedAtMicros">When the file landed, µs since 1970 UTC.</param>
public sealed record Reject(
    string Rule,
    string Detail,
    string File,
    long Line,
    long Offset,
    byte[] Raw,
    long RawLength,
    ulong RawHash,
    long LandedAtMicros);
