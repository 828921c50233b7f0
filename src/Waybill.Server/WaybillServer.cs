using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Waybill.DuckDb;
using Waybill.Lake;
using Waybill.Server.Endpoints;
using Waybill.Server.Http;
using Waybill.Server.Lakes;
using Waybill.Server.Live;
using Waybill.Server.Panels;
using Waybill.Server.Security;
using Waybill.Server.Queries;

namespace Waybill.Server;

/// <summary>Dashboard and API of a workspace.</summary>
public static class WaybillServer
{
    /// <summary>Puts the server together; whoever calls starts and stops it.</summary>
    /// <param name="workspace">What is served.</param>
    /// <param name="options">Where, to whom.</param>
    /// <param name="parts">What runs beside it in this process.</param>
    /// <param name="time">Paces the live events.</param>
    /// <exception cref="Waybill.Pipeline.PipelineException">A model or panel cannot be understood.</exception>
    public static WebApplication Build(ServedWorkspace workspace, ServerOptions options, LiveParts parts, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parts);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "waybill" });
        builder.Configuration.Sources.Clear(); // nothing but the options says what is served to whom
        builder.Configuration.AddInMemoryCollection();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(options.Url.GetLeftPart(UriPartial.Authority)).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Limits.BodyBytes;
        });
        builder.Services.AddSingleton(workspace).AddSingleton(options).AddSingleton(parts).AddSingleton(time);
        builder.Services.AddSingleton<ServerMetrics>().AddSingleton<LakeReader>().AddSingleton<Readiness>().AddSingleton<PanelAnswers>()
            .AddSingleton<PanelList>().AddSingleton<TableRows>().AddSingleton<Quarantine>().AddSingleton<SqlBox>().AddSingleton<LiveStreams>();
        builder.Services.ConfigureHttpJsonOptions(json => JsonSettings.Configure(json.SerializerOptions));
        builder.Services.AddOpenApi("v1", OpenApiSetup.Configure);
        AddCompression(builder.Services);
        var app = builder.Build();
        app.Services.GetRequiredService<LakeReader>(); // a model that cannot be read is told before the server starts
        app.Lifetime.ApplicationStarted.Register(() => _ = Task.Run(() => Warm(app)));
        app.UseMiddleware<Entrance>();
        app.UseResponseCompression();
        app.UseRouting();
        Dashboard.Use(app, options.WebFolder);
        MapApi(app);
        return app;
    }

    // What the first who asks would otherwise wait for: metadata of all tables, descriptions of panels, a worker for queries.
    private static void Warm(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<PanelList>().All();
            app.Services.GetRequiredService<SqlBox>().Warm();
        }
        catch (Exception e) when (e is LakeException or DuckDbException or IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // Whoever asks is told; and a server that stops at once has nothing to warm.
        }
    }

    private static void MapApi(WebApplication app)
    {
        app.MapOpenApi("/openapi/v1.json");
        HealthEndpoints.Map(app);
        var api = app.MapGroup("/api");
        WorkspaceEndpoints.Map(api);
        PanelEndpoints.Map(api);
        ModelEndpoints.Map(api);
        TableEndpoints.Map(api);
        RunEndpoints.Map(api);
        QuarantineEndpoints.Map(api);
        VerificationEndpoints.Map(api);
        SqlEndpoints.Map(api);
        LiveEndpoints.Map(api);
        WorldEndpoints.Map(api);
    }

    private static void AddCompression(IServiceCollection services)
    {
        services.AddResponseCompression(compression =>
        {
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "text/csv", "application/problem+json"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
    }
}
