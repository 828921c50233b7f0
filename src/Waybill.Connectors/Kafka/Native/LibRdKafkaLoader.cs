using System.Reflection;
using System.Runtime.InteropServices;
using Waybill.Events;

namespace Waybill.Connectors.Kafka.Native;

/// <summary>
/// Finds librdkafka: beside the program or in its runtimes folder, where the package librdkafka.redist puts it, and otherwise where the
/// system keeps its libraries.
/// </summary>
internal static class LibRdKafkaLoader
{
    /// <summary>1.9: the oldest whose batches leave out what was read before a rebalance.</summary>
    private const int OldestVersion = 0x0109_0000;

    private const string Advice =
        "Install librdkafka 1.9 or newer (Debian and Ubuntu: apt-get install librdkafka1; macOS: brew install librdkafka; Windows: put librdkafka.dll "
        + "of the NuGet package librdkafka.redist beside the program), or work without Kafka.";

    private static readonly Lazy<nint> Library = new(Load);

    static LibRdKafkaLoader() => NativeLibrary.SetDllImportResolver(typeof(LibRdKafkaLoader).Assembly, Resolve);

    /// <summary>The loaded library; every public door to Kafka goes through here first.</summary>
    /// <exception cref="WaybillException">Usage: it is not there, or too old.</exception>
    public static nint Handle => Library.Value;

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        name == LibRdKafka.Name ? Library.Value : 0;

    private static nint Load()
    {
        foreach (var candidate in Candidates())
        {
            if (NativeLibrary.TryLoad(candidate, out var library))
            {
                RequireVersion(library, candidate);
                return library;
            }
        }

        throw new WaybillException(WaybillErrorKind.Usage, "Kafka needs the library librdkafka, which is not on this machine.", Advice);
    }

    private static unsafe void RequireVersion(nint library, string path)
    {
        var version = ((delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "rd_kafka_version"))();
        if (version < OldestVersion)
        {
            throw new WaybillException(WaybillErrorKind.Usage,
                $"{path} is librdkafka {version >> 24}.{(version >> 16) & 0xFF}.{(version >> 8) & 0xFF}, which is too old.", Advice);
        }
    }

    private static IEnumerable<string> Candidates()
    {
        var file = OperatingSystem.IsWindows() ? "librdkafka.dll" : OperatingSystem.IsMacOS() ? "librdkafka.dylib" : "librdkafka.so";
        yield return Path.Combine(AppContext.BaseDirectory, file);
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", file);
        if (OperatingSystem.IsLinux())
        {
            yield return "librdkafka.so.1";
        }
        else if (OperatingSystem.IsMacOS())
        {
            yield return "librdkafka.1.dylib";
            yield return "/opt/homebrew/lib/librdkafka.dylib";
            yield return "/usr/local/lib/librdkafka.dylib";
        }

        yield return file;
    }
}
