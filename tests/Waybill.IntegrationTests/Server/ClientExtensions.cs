using System.Net.Http.Json;

namespace Waybill.IntegrationTests.Server;

internal static class ClientExtensions
{
    public static Task<Answer> AskAsync(this HttpClient client, string path) => client.AskAsync(new HttpRequestMessage(HttpMethod.Get, path));

    public static async Task<Answer> AskAsync(this HttpClient client, HttpRequestMessage request)
    {
        var response = await client.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    /// <summary>Sends a body as JSON.</summary>
    public static Task<Answer> SendAsync(this HttpClient client, HttpMethod method, string path, object body) =>
        client.AskAsync(new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) });

    /// <summary>Runs a query in the SQL box.</summary>
    public static Task<Answer> SqlAsync(this HttpClient client, string sql) => client.SendAsync(HttpMethod.Post, "/api/sql", new { sql });
}
