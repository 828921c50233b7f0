namespace Waybill.Pipeline.Models;

/// <summary>
/// A query of a model's file before its last one, which reads this one by its name. Both the rows for the table and those for quarantine
/// are made of it: in a build of the whole table it is computed once for the two, elsewhere it is one more common table expression.
/// </summary>
/// <param name="Name">What the queries behind it call it.</param>
/// <param name="Sql">The query.</param>
public sealed record InterimQuery(string Name, string Sql);
