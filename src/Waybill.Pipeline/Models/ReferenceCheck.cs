namespace Waybill.Pipeline.Models;

/// <summary>
/// Makes a check of a reference. Facts may be built before the dimension that they point at, which is then made of them, so the check
/// guards whichever of the two is built later.
/// </summary>
internal static class ReferenceCheck
{
    /// <summary>The check, or null where a run could not do it without reading rows that it has no other reason to read.</summary>
    /// <param name="from">The model that has the reference.</param>
    /// <param name="reference">One of its references.</param>
    /// <param name="to">The model that it points at.</param>
    /// <param name="later">The one of the two that runs later.</param>
    /// <param name="readsOther">Whether the query or a check of that one reads the other.</param>
    public static ModelCheck? Of(Model from, ModelReference reference, Model to, Model later, bool readsOther)
    {
        if (!(readsOther || later == from) || !HasBoth(from, reference, to, later))
        {
            return null;
        }

        var columns = string.Join(", ", reference.Columns);
        var known = string.Join(" and ", reference.Columns.Select(c => $"{c} is not null"));
        return new ModelCheck(
            $"references({from.Name}({columns}) -> {to.Name})", later.Name, reference.Severity,
            $"select {columns} from {from.Name} where {known} except select {string.Join(", ", reference.TableColumns)} from {to.Name}",
            from.File);
    }

    // An increment has only the rows of the changed keys of both tables; that is enough when one key cuts both. Slowly changing
    // dimensions are checked without tables that they do not read.
    private static bool HasBoth(Model from, ModelReference reference, Model to, Model later) => later.Materialization switch
    {
        Materialization.Replace => true,
        Materialization.Merge or Materialization.Append =>
            later.By.All(column => reference.Columns.Zip(reference.TableColumns).Contains((column, column)))
            || (from.By.Count > 0 && from.By.SequenceEqual(to.By)),
        _ => false,
    };
}
