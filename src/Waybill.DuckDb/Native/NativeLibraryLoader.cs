using System.Reflection;
using System.Runtime.InteropServices;

namespace Waybill.DuckDb.Native;

/// <summary>Finds libduckdb beside the application, where the build and <c>dotnet publish</c> put it.</summary>
internal static class NativeLibraryLoader
{
    internal const string LibraryName = "duckdb";

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
