namespace Waybill.Cli.Scheduling;

/// <summary>What ends a subscription.</summary>
internal sealed class Subscription(Action end) : IDisposable
{
    public void Dispose() => end();
}
