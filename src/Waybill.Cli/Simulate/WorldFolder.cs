using System.Globalization;
using System.Text.Json;
using Waybill.Connectors.Files;
using Waybill.Events;
using Waybill.Events.Feeds;
using Waybill.Events.Hashing;

namespace Waybill.Cli.Simulate;

/// <summary>
/// <c>state/world</c> of a workspace: <c>world.json</c>, <c>scenario.yaml</c> and <c>plant.yaml</c> (as they were when the world began), the cells'
/// states and <c>held/</c>, the files that arrive on a later day. <c>world.json</c> is replaced last and at once: it decides
/// which day is done.
/// </summary>
internal sealed class WorldFolder
{
    public const string RelativePath = "state/world";
    private const string Advice = "Restore state/world from a copy, or start a new world in an empty workspace.";

    /// <summary>Where the same world lies without faults, relative to the workspace.</summary>
    public const string TwinFolder = "twin";

    private readonly string _root;

    public WorldFolder(string workspaceRoot)
    {
        _root = workspaceRoot;
        Folder = Path.Combine(workspaceRoot, RelativePath);
    }

    /// <summary>Where files wait, relative to the workspace.</summary>
    public static string HeldFolder => $"{RelativePath}/held";

    public string Folder { get; }

    /// <summary>What is said about alerts is written by whoever watches the trucks, perhaps at this moment.</summary>
    private static IEnumerable<string> SimulatedFolders =>
        FeedCatalogue.All.Where(feed => feed != FeedCatalogue.AlertLog).Select(feed => feed.LandingFolder).Distinct();

    public string ScenarioFile => Path.Combine(Folder, "scenario.yaml");

    public string PlantFile => Path.Combine(Folder, "plant.yaml");

    private string StateFile => Path.Combine(Folder, "world.json");

    public string CellsPath(string name) => Path.Combine(Folder, name);

    /// <summary>The world as it was committed last, or null when the workspace has none.</summary>
    public WorldState? Load()
    {
        if (!File.Exists(StateFile))
        {
            return null;
        }

        byte[] text = FileErrors.Guard(StateFile, () => File.ReadAllBytes(StateFile));
        WorldState state;
        try
        {
            RefuseOtherFormat(text);
            state = JsonSerializer.Deserialize(text, WorldStateJson.Default.WorldState)
                ?? throw new JsonException("it holds null");
        }
        catch (JsonException e)
        {
            throw new WaybillException(WaybillErrorKind.Corrupt, $"{StateFile} is damaged: {e.Message}", Advice, e);
        }

        if (Checksum(state) != state.Checksum)
        {
            throw new WaybillException(
                WaybillErrorKind.Corrupt,
                $"{StateFile} is damaged: its checksum is {state.Checksum}, its content gives {Checksum(state)}.",
                Advice);
        }

        return state;
    }

    public void Save(WorldState state)
    {
        byte[] text = Serialize(state with { Checksum = Checksum(state) });
        using var file = new StagedFile(_root, $"{RelativePath}/world.json");
        file.Append(text);
        file.Flush();
        file.Publish();
    }

    /// <summary>
    /// Lands what waits for the next window. Stopped anywhere, it can be done again: the window counts as landed when
    /// <c>world.json</c> says so.
    /// </summary>
    /// <param name="state">A world that is played ahead.</param>
    public WorldState LandNext(WorldState state)
    {
        int window = state.LandedWindow!.Value + 1; // it is played ahead
        ulong digest = state.FileDigest;
        long files = state.Files;
        foreach (HeldFile held in state.Held.Where(file => file.Window <= window))
        {
            WrittenFile landed = held.Land(_root);
            if (landed.Path != KpiReport.FilePath)
            {
                digest = unchecked(digest + WorldDigest.Of(landed));
                files++;
            }
        }

        WorldState after = state with
        {
            LandedWindow = window,
            Held = [.. state.Held.Where(file => file.Window > window)],
            FileDigest = digest,
            Files = files,
        };
        Save(after);
        return after;
    }

    /// <summary>Lands all that was played ahead; from then on days land whole.</summary>
    public WorldState LandAll(WorldState state)
    {
        while (state.LandedUntil < state.NextDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc))
        {
            state = LandNext(state);
        }

        state = state with { LandedWindow = null };
        Save(state);
        return state;
    }

    /// <summary>Removes what an interrupted run left behind.</summary>
    public void Sweep(WorldState? state)
    {
        foreach (string folder in (string[])[.. SimulatedFolders, "truth", TwinFolder, RelativePath])
        {
            string path = Path.Combine(_root, folder);
            if (Directory.Exists(path))
            {
                Delete(Directory.EnumerateFiles(path, $".*{StagedFile.StagedEnding}", SearchOption.AllDirectories));
            }
        }

        if (state is not null && Directory.Exists(Folder))
        {
            Delete(Directory.EnumerateFiles(Folder, "cells-*.bin").Where(file => Path.GetFileName(file) != state.CellsFile));
        }
    }

    /// <summary>Removes the cells' states of a day that is no longer the last one.</summary>
    public void DeleteCells(string name)
    {
        if (name.Length > 0)
        {
            Delete([CellsPath(name)]);
        }
    }

    private static void Delete(IEnumerable<string> files)
    {
        foreach (string file in files.ToList())
        {
            FileErrors.Guard(file, () =>
            {
                File.Delete(file);
                return true;
            });
        }
    }

    private static byte[] Serialize(WorldState state) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(state, WorldStateJson.Default.WorldState), (byte)'\n'];

    private static string Checksum(WorldState state) =>
        XxHash64.Hash(Serialize(state with { Checksum = "" })).ToString("x16", CultureInfo.InvariantCulture);

    private void RefuseOtherFormat(byte[] text)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("format", out JsonElement format)
            || !format.TryGetInt32(out int number))
        {
            return;
        }

        if (number < WorldState.CurrentFormat)
        {
            throw new WaybillException(
                WaybillErrorKind.BadInput,
                $"{StateFile} has format {number}, a world without factories; this program goes on with worlds of format {WorldState.CurrentFormat}.",
                "Go on with the older Waybill that wrote it, or start another world in an empty workspace.");
        }

        if (number > WorldState.CurrentFormat)
        {
            throw new WaybillException(
                WaybillErrorKind.NewerVersion,
                $"{StateFile} has format {number}; this program knows formats up to {WorldState.CurrentFormat}.",
                "Go on with the newer Waybill that wrote it, or start another world in an empty workspace.");
        }
    }
}
