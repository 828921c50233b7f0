using Waybill.IntegrationTests.Cli;

namespace Waybill.IntegrationTests.Capture;

/// <summary>A folder of models with bronze of a few tables only, so that a run is short.</summary>
internal sealed class ShopModels : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ShopModels(params string[] tables)
    {
        var models = Path.Combine(AppContext.BaseDirectory, "models");
        _folder.Write("macros.sql", File.ReadAllText(Path.Combine(models, "macros.sql")));
        foreach (var table in tables)
        {
            _folder.Write($"bronze/shop_{table}.sql", File.ReadAllText(Directory.GetFiles(Path.Combine(models, "bronze"), $"shop_{table}.sql", SearchOption.AllDirectories).Single()));
        }
    }

    public string Folder => _folder.Root;

    public void Dispose() => _folder.Dispose();
}
