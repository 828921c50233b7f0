namespace Waybill.Cli.Simulate;

/// <summary>How much of the truth is written.</summary>
internal enum TruthLevel
{
    /// <summary>The ledger of faults and the KPIs.</summary>
    Ledger,

    /// <summary>Those, and every clean row as Parquet.</summary>
    Full,
}
