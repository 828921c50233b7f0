namespace Waybill.Pipeline.Panels;

/// <summary>One question of the dashboard to the lake: a file under <c>models/panels/</c>, a header of comments and one <c>select</c>.</summary>
public sealed record Panel
{
    /// <summary>Page and name, as in <c>orders/lead_time</c>; also the path of its file.</summary>
    public required string Id { get; init; }

    /// <summary>A few words.</summary>
    public required string Title { get; init; }

    /// <summary>What exactly is counted: the free text of the header.</summary>
    public required string Definition { get; init; }

    /// <summary>What the header says of the columns; the query may have more.</summary>
    public required IReadOnlyList<PanelColumn> Columns { get; init; }

    public required IReadOnlyList<PanelParameter> Parameters { get; init; }

    /// <summary>The query, without the header.</summary>
    public required string Sql { get; init; }

    /// <summary>The models, views and seeds that it reads directly, in the order of their names.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Path relative to the models folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>The part before the slash.</summary>
    public string Page => Id[..Id.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The part after the slash.</summary>
    public string Name => Id[(Id.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
