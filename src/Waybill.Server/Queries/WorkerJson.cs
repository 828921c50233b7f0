using System.Text.Json;
using System.Text.Json.Serialization;

namespace Waybill.Server.Queries;

/// <summary>The lines that server and worker exchange. Made when the program is built: a worker has no time for reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WorkerRequest))]
[JsonSerializable(typeof(WorkerVerdict))]
internal sealed partial class WorkerJson : JsonSerializerContext
{
    public static void WriteLine(Stream output, WorkerVerdict verdict)
    {
        output.Write(JsonSerializer.SerializeToUtf8Bytes(verdict, Default.WorkerVerdict));
        output.WriteByte((byte)'\n');
        output.Flush();
    }
}
