using System.Globalization;
using Waybill.DuckDb.Handles;
using Waybill.DuckDb.Internals;
using Waybill.DuckDb.Native;

namespace Waybill.DuckDb;

/// <summary>
/// An open database: in memory unless a path is given. Closed when it and its connections are disposed.
/// </summary>
public sealed class DuckDbDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;

    private DuckDbDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>The version of the shared library, for instance <c>v1.5.5</c>.</summary>
    public static string LibraryVersion
    {
        get
        {
            NativeLibraryLoader.EnsureLoaded();
            return NativeText.Borrowed(NativeMethods.LibraryVersion());
        }
    }

    internal TableSourceRegistry TableSources { get; } = new();

    /// <summary>
    /// Opens a database. Extensions are never downloaded: what is not inside the library is an error. Throws
    /// <see cref="DuckDbException"/> when the file, the library or a setting is wrong.
    /// </summary>
    public static DuckDbDatabase Open(DuckDbOptions? options = null)
    {
        NativeLibraryLoader.EnsureLoaded();
        options ??= new DuckDbOptions();
        NativeText.RefuseNul(options.Path);
        using var config = CreateConfig(options);
        var state = NativeMethods.OpenExt(options.Path, out var handle, config, out var error);
        if (state == NativeState.Success)
        {
            return new DuckDbDatabase(handle);
        }

        handle.Dispose();
        var message = NativeText.Borrowed(error);
        NativeMethods.Free(error);
        var parsed = ErrorParser.Parse(message, null);
        throw new DuckDbException(parsed.Kind, $"The database '{options.Path}' cannot be opened: {message.TrimEnd()}");
    }

    public DuckDbConnection Connect()
    {
        if (NativeMethods.Connect(_handle, out var connection) != NativeState.Success)
        {
            connection.Dispose();
            throw new DuckDbException(DuckDbErrorKind.Other, "The database refuses another connection");
        }

        return new DuckDbConnection(this, connection);
    }

    public void Dispose() => _handle.Dispose();

    private static ConfigHandle CreateConfig(DuckDbOptions options)
    {
        _ = NativeMethods.CreateConfig(out var config);
        foreach (var (name, value) in Settings(options))
        {
            NativeText.RefuseNul(value);
            if (NativeMethods.SetConfig(config, name, value) != NativeState.Success)
            {
                config.Dispose();
                throw new DuckDbException(DuckDbErrorKind.InvalidInput, $"DuckDB has no setting '{name}' that takes '{value}'");
            }
        }

        return config;
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(DuckDbOptions options)
    {
        yield return new("duckdb_api", "waybill");
        yield return new("autoinstall_known_extensions", "false");
        yield return new("autoload_known_extensions", "false");
        if (options.Threads is { } threads)
        {
            yield return new("threads", threads.ToString(CultureInfo.InvariantCulture));
        }

        if (options.MemoryLimit is { } limit)
        {
            yield return new("memory_limit", limit);
        }

        if (options.TempDirectory is { } folder)
        {
            yield return new("temp_directory", folder);
        }

        if (options.PreserveInsertionOrder is { } keep)
        {
            yield return new("preserve_insertion_order", keep ? "true" : "false");
        }

        foreach (var setting in options.Settings)
        {
            yield return setting;
        }
    }
}
