using System.Reflection;
using System.Runtime.InteropServices;

namespace Waybill.DuckDb.Native;

/// <summary>Finds libduckdb beside the application, where the build and <c>dotnet publish</c> put it.</summary>
internal static partial class NativeLibraryLoader
{
    internal const string LibraryName = "duckdb";

    private const string AllocatorVariable = "DUCKDB_JE_MALLOC_CONF";

    /// <summary>
    /// The allocator inside DuckDB (jemalloc, on Linux) otherwise cuts a freed block up only for requests of at least a 64th of its size, and
    /// takes new pages from the system meanwhile: that was a tenth of the processor time of large queries.
    /// </summary>
    private const string AllocatorSettings = "lg_extent_max_active_fit:12,dirty_decay_ms:10000";

    private static readonly Lazy<nint> Library = new(Load);

    static NativeLibraryLoader() =>
        NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLoader).Assembly, Resolve);

    /// <summary>Loads the library once; every public door of this assembly goes through here first.</summary>
    internal static void EnsureLoaded() => _ = Library.Value;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == LibraryName ? Library.Value : 0;

    private static nint Load()
    {
        var file = FileName();
        var tried = new List<string>();
        foreach (var folder in Folders())
        {
            var path = Path.Combine(folder, file);
            tried.Add(path);
            if (File.Exists(path))
            {
                return Load(path);
            }
        }

        // A self-contained single file unpacks native libraries to a folder that only the runtime knows.
        if (NativeLibrary.TryLoad(file, typeof(NativeLibraryLoader).Assembly, null, out var handle))
        {
            return handle;
        }

        throw new DuckDbException(
            DuckDbErrorKind.Library,
            $"The DuckDB library '{file}' was not found. Looked in: {string.Join(", ", tried)}");
    }

    private static nint Load(string path)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // Read by the allocator while it is loaded, from the process's own variables, which .NET's are only a copy of.
                _ = SetVariable(AllocatorVariable, AllocatorSettings, overwrite: 0);
            }

            return NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DuckDbException(
                DuckDbErrorKind.Library,
                $"The DuckDB library '{path}' cannot be loaded on {RuntimeInformation.RuntimeIdentifier}: {e.Message}",
                e);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);

    private static IEnumerable<string> Folders()
    {
        yield return AppContext.BaseDirectory;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native");
    }

    private static string FileName() =>
        OperatingSystem.IsWindows() ? "duckdb.dll"
        : OperatingSystem.IsMacOS() ? "libduckdb.dylib"
        : "libduckdb.so";
}
