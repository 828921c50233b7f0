namespace Waybill.Connectors.Capture;

/// <summary>How the text that PostgreSQL writes for a value becomes a field of a change file.</summary>
internal enum ColumnForm : byte
{
    /// <summary>As it is, in quotes where it needs them.</summary>
    Text,

    /// <summary>A number: digits, sign, point, or NaN and Infinity; never in quotes.</summary>
    Number,

    /// <summary><c>t</c> or <c>f</c>, or the whole words, become <c>true</c> and <c>false</c>.</summary>
    Flag,

    /// <summary><c>2026-01-03 10:11:12.3+00</c> becomes <c>2026-01-03 10:11:12.300000</c>.</summary>
    Time,

    /// <summary>A JSON document: text in a field, itself in the image before.</summary>
    Json,
}
