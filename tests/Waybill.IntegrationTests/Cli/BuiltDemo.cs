namespace Waybill.IntegrationTests.Cli;

/// <summary>A verified lake that the tests share, one after the other.</summary>
public sealed class BuiltDemo : IDisposable
{
    public BuiltDemo() => WaybillProgram.Succeed(["demo", "--json", "--days", "2", .. TinyWorld.Options(Folder, "world")]);

    internal TemporaryFolder Folder { get; } = new();

    public void Dispose() => Folder.Dispose();
}
