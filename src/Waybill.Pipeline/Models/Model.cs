namespace Waybill.Pipeline.Models;

/// <summary>One SQL file under <c>models/</c>: a header of comments and one <c>select</c>.</summary>
public sealed record Model
{
    /// <summary>Layer and table, as in <c>silver.orders</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The free text of the header: what a row is and why.</summary>
    public string Description { get; init; } = "";

    /// <summary>What one row stands for, in words.</summary>
    public string Grain { get; init; } = "";

    public required Materialization Materialization { get; init; }

    /// <summary>The columns that identify a row; empty for tables without a key.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>
    /// The change key: rows of the result depend only on input rows with the same values in these columns, so a change
    /// of some keys is a change of just their rows. Defaults to <see cref="Key"/>, with <see cref="ValidFrom"/> where there is one.
    /// </summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>
    /// Inputs in which the change key stands under other names, with those columns. Each counts for itself: what a row adds to a key
    /// that it names in one of them depends on that column and on columns that are not listed, never on the other ones.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Via { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>For a slowly changing dimension: the column that says when something was so; empty otherwise.</summary>
    public string ValidFrom { get; init; } = "";

    /// <summary>Partition fields as written, such as <c>month(ordered_at)</c>.</summary>
    public IReadOnlyList<string> Partition { get; init; } = [];

    /// <summary>The order of rows in the files; makes them prunable and their bytes reproducible.</summary>
    public IReadOnlyList<string> Order { get; init; } = [];

    /// <summary>The rows of other models that rows of this one point at; foreign keys wherever the tables are loaded.</summary>
    public IReadOnlyList<ModelReference> References { get; init; } = [];

    public IReadOnlyList<ModelCheck> Checks { get; init; } = [];

    /// <summary>Of a score query: the table that must hold exactly these rows; null when it is not such a query.</summary>
    public string? Expects { get; init; }

    /// <summary>Of a score query that expects a table: the columns that another system's table must have to be scored.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>The queries that the last one of the file is made of, each of those before it; mostly there are none.</summary>
    public IReadOnlyList<InterimQuery> Interims { get; init; } = [];

    /// <summary>The last query, which reads the interims by their names; of a model with <c>latest</c> the query around it, see <see cref="LatestChange"/>.</summary>
    public required string Result { get; init; }

    /// <summary>The whole query, without the header: the last one with the interims as common table expressions.</summary>
    public string Sql => Interims.Count == 0
        ? Result
        : $"with {string.Join(",\n", Interims.Select(i => $"{i.Name} as (\n{i.Sql}\n)"))}\nselect * from (\n{Result}\n)";

    /// <summary>Where several files make the model: what each adds, the one with the header first. Empty where one file makes it.</summary>
    public IReadOnlyList<ModelPart> Parts { get; init; } = [];

    /// <summary>The whole file; of a model of parts all of their files.</summary>
    public required string Text { get; init; }

    /// <summary>Path relative to the models folder, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>The part before the dot: bronze, silver or gold.</summary>
    public string Layer => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>The part after the dot.</summary>
    public string Table => Name[(Name.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>The model with those of its parts; itself where it has none, or where none would be left.</summary>
    public Model Of(Func<ModelPart, bool> isPart) => Parts.Where(isPart).ToList() is { Count: > 0 } parts && parts.Count < Parts.Count ? Of(parts) : this;

    /// <summary>The model with the rows of these parts.</summary>
    public Model Of(IReadOnlyList<ModelPart> parts) => this with
    {
        Parts = parts,
        Interims = [],
        Result = string.Join("\nunion all by name\n", parts.Select(p => $"select * from ({p.Sql}\n)")),
        Text = string.Join('\n', parts.Select(p => p.Text)),
    };

    /// <summary>Order of the rows in every quarantine: as they stood in their files.</summary>
    public static readonly IReadOnlyList<string> QuarantineOrder = ["_file", "_line", "_rule"];

    /// <summary>Where rows of this model go that fail one of its rules.</summary>
    public string QuarantineName => $"quarantine.{Layer}_{Table}";
}
