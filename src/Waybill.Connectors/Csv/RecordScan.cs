namespace Waybill.Connectors.Csv;

/// <summary>What a scan found out about one record.</summary>
internal struct RecordScan
{
    internal RecordOutcome Outcome;

    /// <summary>Fields seen; for a ragged row how many there were in all.</summary>
    internal int Fields;

    /// <summary>End of the record's bytes: the line feed, or the end of the input.</summary>
    internal nint End;

    /// <summary>Start of what follows. After a failure this is the next physical line.</summary>
    internal nint Next;

    /// <summary>Line ends between start and <see cref="Next"/>.</summary>
    internal int Lines;

    /// <summary>Index of the field that a failed quote stands in.</summary>
    internal int FailedField;

    internal bool HasQuotes;
}
