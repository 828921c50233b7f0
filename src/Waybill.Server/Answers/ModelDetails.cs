using System.Text.Json.Serialization;

namespace Waybill.Server.Answers;

/// <summary>A model with all that is known of it.</summary>
/// <param name="Model">What the list of models says of it.</param>
/// <param name="File">Its file below <c>models/</c>.</param>
/// <param name="Sql">The file's text.</param>
/// <param name="Key">The columns that identify a row.</param>
/// <param name="Columns">The table's columns; empty when it is not there.</param>
/// <param name="Readers">The models that read it.</param>
/// <param name="Checks">Queries that must return no rows before it is published.</param>
/// <param name="History">What the newest runs did for it, newest first.</param>
public sealed record ModelDetails(
    [property: JsonIgnore] ModelInfo Model, string File, string Sql, IReadOnlyList<string> Key, IReadOnlyList<TableColumn> Columns,
    IReadOnlyList<string> Readers, IReadOnlyList<ModelCheckInfo> Checks, IReadOnlyList<ModelStep> History) : ModelInfo(Model);
