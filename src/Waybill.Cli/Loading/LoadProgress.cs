using Waybill.Cli.Output;
using Waybill.Connectors.Postgres.Loading;

namespace Waybill.Cli.Loading;

/// <summary>Shows a load table by table.</summary>
internal sealed class LoadProgress(Progress progress) : IProgress<LoadStep>
{
    public void Report(LoadStep value) => progress.Show("load", value.Doing, value.Done, value.Total);
}
