using System.Text;
using System.Text.Json;
using Waybill.Connectors.Files;
using Waybill.Events.Values;
using Waybill.Sim;
using Waybill.Sim.Faults;

namespace Waybill.Cli.Simulate;

/// <summary>
/// Writes <c>truth/schema_changes.json</c>: which feed changes how and when. The clean rows know nothing of it, so they say
/// what is right afterwards.
/// </summary>
internal static class SchemaReport
{
    private const string FilePath = "truth/schema_changes.json";

    public static WrittenFile Write(string root, WorldPlan plan)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartArray();
            foreach (SchemaChange change in plan.Schema.Changes)
            {
                json.WriteStartObject();
                json.WriteString("feed", change.Feed.Name);
                json.WriteString("from", Instant.FromDay(plan.StartDay + change.Day).ToString()[..10]);
                json.WriteString("change", change.Kind.ToString().ToLowerInvariant());
                json.WriteString("column", change.Column);
                json.WriteString("before", change.Before);
                json.WriteString("after", change.After);
                json.WriteBoolean("repairable", change.IsRepairable);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        using var file = new StagedFile(root, FilePath);
        file.Append(text.ToArray());
        file.Append(Encoding.ASCII.GetBytes("\n"));
        file.Flush();
        return file.Publish();
    }
}
