namespace Waybill.Connectors.Sources;

/// <summary>How the files of an input are written.</summary>
public enum SourceFormat
{
    /// <summary>Delimited text with a header line.</summary>
    Csv,

    /// <summary>A JSON array, or values one after the other.</summary>
    Json,

    /// <summary>A JSON value on every line.</summary>
    JsonLines,
}
