namespace Waybill.Connectors.Postgres;

/// <summary>The shop's schema in a database after it was applied.</summary>
/// <param name="Version">Version of the schema, from 1.</param>
/// <param name="Changed">False when exactly these files had been applied before.</param>
/// <param name="ServerVersion">Version of the server, such as 15.14.</param>
public readonly record struct ShopSchemaState(int Version, bool Changed, Version ServerVersion);
