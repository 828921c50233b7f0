using Waybill.Cli.Docs;
using Waybill.Tests.House;

namespace Waybill.Tests.Pipeline.Panels;

/// <summary>The panels of the repository over a lake without rows.</summary>
public sealed class ShippedPanels : IDisposable
{
    internal ReferenceSource Source { get; } = ReferenceSource.Open(Repository.PathOf("models"), "../../models/");

    public void Dispose() => Source.Dispose();
}
