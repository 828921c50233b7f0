using System.Globalization;
using Waybill.Events;

namespace Waybill.Connectors.Files;

/// <summary>What every state store says.</summary>
internal static class StateErrors
{
    /// <summary>Whoever is behind has lost the partition to whoever is ahead.</summary>
    public static WaybillException Earlier(string topic, int partition, long offset, long there) => new(WaybillErrorKind.Busy,
        string.Create(CultureInfo.InvariantCulture,
            $"Topic {topic}, partition {partition}: a state at offset {offset} cannot replace the one at {there}, which another member of the group saved."),
        "Nothing is lost: that member goes on with the partition.");
}
