using Waybill.Speed.Engine;
using Waybill.Speed.Rules;

namespace Waybill.Speed.Runtime;

/// <summary>What all partitions are judged by.</summary>
/// <param name="Rules">Rules for alerts.</param>
/// <param name="Routes">Roads.</param>
/// <param name="Engine">How much of the past is kept.</param>
public sealed record LiveRules(AlertRules Rules, RouteTable Routes, EngineOptions Engine);
