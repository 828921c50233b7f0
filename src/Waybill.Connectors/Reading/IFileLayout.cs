namespace Waybill.Connectors.Reading;

/// <summary>What a survey learned about a file's rows, and how to read them.</summary>
internal interface IFileLayout
{
    /// <summary>Columns of the file that are not among those asked for.</summary>
    IEnumerable<string> ExtraNames { get; }

    /// <summary>Bytes behind a segment that reading touches and that must exist.</summary>
    int Padding { get; }

    /// <summary>Reads a segment; <paramref name="target"/> is where its bytes are put.</summary>
    ISegmentReader Open(SegmentBytes bytes, ReadTarget target);
}
