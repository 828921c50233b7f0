namespace Waybill.Server;

/// <summary>What one request may cost.</summary>
internal static class Limits
{
    /// <summary>Memory of the database that answers panels; what needs more spills to disk.</summary>
    public const string PanelMemory = "2GB";

    /// <summary>A panel that takes longer is given up.</summary>
    public static readonly TimeSpan PanelTime = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of answers that are kept for the next who asks.</summary>
    public const long CacheBytes = 64L << 20;

    /// <summary>Rows of a panel's answer.</summary>
    public const int PanelRows = 100_000;

    /// <summary>Rows of a look into a table, unless fewer are asked for.</summary>
    public const int TableRows = 1_000;

    /// <summary>Memory of a query of somebody's own.</summary>
    public const long SqlMemory = 1L << 30;

    /// <summary>Memory of the program that runs it.</summary>
    public const long SqlProgram = 256L << 20;

    /// <summary>Rows that it may show.</summary>
    public const int SqlRows = 10_000;

    /// <summary>Bytes of cells that it may show.</summary>
    public const long SqlBytes = 32L << 20;

    /// <summary>Rows that it may download.</summary>
    public const int CsvRows = 1_000_000;

    /// <summary>Such queries at a time; more wait.</summary>
    public const int SqlQueries = 2;

    /// <summary>Characters of a query.</summary>
    public const int SqlCharacters = 100_000;

    /// <summary>Bytes of a request's body.</summary>
    public const long BodyBytes = 1L << 20;

    /// <summary>Alerts that wait for a reader of the stream; one that is further behind is cut off and starts anew.</summary>
    public const int WaitingAlerts = 5_000;

    /// <summary>Readers of the stream at a time.</summary>
    public const int Streams = 100;
}
