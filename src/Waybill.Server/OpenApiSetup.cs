using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Waybill.Server.Answers;

namespace Waybill.Server;

/// <summary>The document at <c>/openapi/v1.json</c>; <c>docs/openapi.json</c> is the same, and a test compares the two.</summary>
internal static class OpenApiSetup
{
    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Waybill",
                Version = "v1",
                Description = "What the dashboard shows, for programs. Errors are problem details with a hint of what to do. Times are ISO 8601 in UTC.",
            };
            document.Servers = [new OpenApiServer { Url = "/" }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonPropertyInfo is { Name: "rows" } property && (property.DeclaringType == typeof(PanelAnswer) || property.DeclaringType == typeof(SqlAnswer)))
            {
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = Cell } };
            }

            if (context.JsonTypeInfo.Type == typeof(ProblemDetails) && context.JsonPropertyInfo is null)
            {
                schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
                schema.Properties["hint"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What to do about it." };
                schema.Properties["position"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Description = "Of a query: the character that the trouble is at, from 0. Left out where nobody knows.",
                };
            }

            return Task.CompletedTask;
        });
    }

    private const JsonSchemaType Cell = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean | JsonSchemaType.Null;
}
