using Waybill.Events.Feeds;
using Waybill.Events.Text;

namespace Waybill.Events.Rows;

/// <summary>The texts that the factories' rows point to by index, rendered once.</summary>
public sealed record FactoryVocabulary
{
    /// <summary>Ids of the machines, factory by factory: <c>SMELTER-01</c>.</summary>
    public required TextTable Machines { get; init; }

    /// <summary>The machines' short names in batch ids: <c>S01</c>.</summary>
    public required TextTable MachineCodes { get; init; }

    public required TextTable Products { get; init; }

    /// <summary>Ids of the factories: <c>F01</c>.</summary>
    public required TextTable Factories { get; init; }

    public required TextTable Operators { get; init; }

    public required TextTable Inspectors { get; init; }

    /// <summary>What inspectors write; the first one is empty.</summary>
    public required TextTable DefectNotes { get; init; }

    /// <summary>What operators write; the first one is empty.</summary>
    public required TextTable OperatorNotes { get; init; }

    /// <summary>The words for failed and passed, in this order.</summary>
    public static TextTable Results { get; } = new(["Fail", "Pass"]);

    /// <summary>The action words, indexed by <see cref="OperatorAction"/>.</summary>
    public static TextTable Actions { get; } = new(Enum.GetNames<OperatorAction>());
}
