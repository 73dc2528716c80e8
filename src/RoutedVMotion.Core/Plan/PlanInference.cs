using System;
using System.Collections.Generic;
using System.Linq;

using RoutedVMotion.Core.Addresses;
using RoutedVMotion.Core.Inventory;

namespace RoutedVMotion.Core.Plan;

/// <summary>
/// Infers a plan from the live fabric: hosts that see the same leaves behind their vMotion uplinks are one rack; where no
/// neighbours are known, the vMotion subnet and then the cluster decide. What a rack should be is what most of its hosts are;
/// who differs, and what all this rests on, goes into its notes.
/// </summary>
public sealed class PlanInference
{
    private readonly Fabric _fabric;
    private readonly bool _assignAddress;
    private readonly InferenceHost[] _hosts;
    private readonly LeafGroups _leaves;
    private readonly List<InferenceGroup> _groups;
    private readonly Dictionary<InferenceHost, InferenceGroup> _placed = [];
    private readonly List<string> _remarks = [];

    private PlanInference(Fabric fabric, bool assignAddress)
    {
        _fabric = fabric;
        _assignAddress = assignAddress;
        _hosts = fabric.Hosts
            .OrderBy(host => host.Name, StringComparer.Ordinal)
            .ThenBy(host => host.Server, StringComparer.Ordinal)
            .ThenBy(host => host.Id, StringComparer.Ordinal)
            .Select(host => new InferenceHost(host))
            .ToArray();
        _leaves = new LeafGroups(_hosts);
        _groups = [.. _leaves.Groups];
    }

    /// <summary>Infers a plan.</summary>
    /// <param name="fabric">The hosts, with their neighbours.</param>
    /// <param name="assignAddress">Pin the address that each host has.</param>
    public static InferredPlan Infer(Fabric fabric, bool assignAddress = false) => new PlanInference(fabric, assignAddress).Infer();

    private InferredPlan Infer()
    {
        if (_leaves.Interconnects.Count > 0)
        {
            _remarks.Add(
                $"{PlanMessages.Names(_leaves.Interconnects.OrderBy(name => name, StringComparer.Ordinal).ToArray(), 20)} "
                + "span vMotion subnets and so are no leaves (blade interconnects?); the hosts behind them are placed by subnet.");
        }

        PlaceByLeaves();
        InferenceGroup.FindSegments(_groups);
        MoveMiscabled();
        PlaceBySubnet();
        PlaceByClusterOrOtherNics();

        var builder = new RackBuilder(_fabric, _leaves, _assignAddress);
        foreach (InferenceGroup group in _groups) builder.Add(group, _remarks);
        return new InferredPlan(builder.Build(), _remarks);
    }

    private void Place(InferenceHost host, InferenceGroup group)
    {
        _placed.Add(host, group);
        group.Hosts.Add(host);
    }

    private void PlaceByLeaves()
    {
        foreach (InferenceHost host in _hosts)
        {
            InferenceGroup[] seen = host.Leaves.Select(_leaves.Find).OfType<InferenceGroup>().Distinct().ToArray();
            if (seen.Length == 1) Place(host, seen[0]);
        }
    }

    /// <summary>A host that was set up for another rack's segment, and whose cables end here, is that rack's, miscabled.</summary>
    private void MoveMiscabled()
    {
        ILookup<Subnet, InferenceGroup> homes = Homes();
        foreach (InferenceHost host in _hosts.Where(host => host.IsRouted && host.Segment is not null && _placed.ContainsKey(host)))
        {
            InferenceGroup here = _placed[host];
            InferenceGroup[] home = homes[host.Segment!.Value].ToArray();
            if (home.Length != 1 || home[0] == here) continue;
            string note = $"{host.Name} has an address of {host.Segment} and sees {Words.List(host.Leaves)}: recable it, or readdress it";
            here.Hosts.Remove(host);
            here.Notes.Add((host, note + "; it is counted to the rack of its address"));
            home[0].Notes.Add((host, note));
            _placed[host] = home[0];
            home[0].Hosts.Add(host);
        }
    }

    private void PlaceBySubnet()
    {
        ILookup<Subnet, InferenceGroup> homes = Homes();
        ILookup<(string Server, string Cluster), InferenceGroup> clusters = Clusters();
        var bySubnet = new Dictionary<Subnet, InferenceGroup>();
        foreach (InferenceHost host in _hosts.Where(host => host.Segment is not null && !_placed.ContainsKey(host)))
        {
            InferenceGroup[] home = homes[host.Segment!.Value].ToArray();
            if (home.Length > 1) home = OfCluster(host, clusters, home);
            bool straddles = host.Leaves.Count > 1;
            if (home.Length == 1)
            {
                home[0].Notes.Add((host, straddles
                    ? $"{host.Name} sees leaves of different racks ({Words.List(host.Leaves)}) and is placed by its subnet: check its cables"
                    : $"{host.Name} has no neighbour that tells its rack and is placed by its subnet"));
                Place(host, home[0]);
            }
            else if (straddles)
            {
                _remarks.Add($"{host.Name} sees leaves of different racks ({Words.List(host.Leaves)}), and its subnet {host.Segment} does not tell which is its own: it is in no rack.");
            }
            else if (homes[host.Segment.Value].Any())
            {
                _remarks.Add($"{host.Name} has no neighbour that tells its rack, and its subnet {host.Segment} is behind several leaves: it is in no rack.");
            }
            else
            {
                if (!bySubnet.TryGetValue(host.Segment.Value, out InferenceGroup? group))
                {
                    bySubnet.Add(host.Segment.Value, group = new InferenceGroup([]));
                    _groups.Add(group);
                }

                Place(host, group);
            }
        }

        InferenceGroup.FindSegments(bySubnet.Values);
    }

    /// <summary>Hosts without a vMotion address: the NICs that they have may see known leaves; else the cluster decides, if it is in one rack.</summary>
    private void PlaceByClusterOrOtherNics()
    {
        ILookup<(string Server, string Cluster), InferenceGroup> clusters = Clusters();
        foreach (InferenceHost host in _hosts.Where(host => !_placed.ContainsKey(host) && host.Segment is null).ToArray())
        {
            InferenceGroup[] seen = VMotionLeaves.OfAllNics(host.Host).Select(_leaves.Find).OfType<InferenceGroup>().Distinct().ToArray();
            InferenceGroup[] ofCluster = seen.Length == 1 ? seen : OfCluster(host, clusters, _groups);
            string what = host.Host.AdaptersUnread ? "could not be read" : host.Adapters.Count == 0 ? "has no vMotion adapter" : "has no vMotion address";
            if (ofCluster.Length != 1)
            {
                _remarks.Add($"{host.Name} {what}, and neither its neighbours nor its cluster tell its rack: it is in no rack.");
                continue;
            }

            ofCluster[0].Notes.Add((host, $"{host.Name} {what} and is placed by its {(seen.Length == 1 ? "neighbours" : "cluster")}"));
            Place(host, ofCluster[0]);
        }
    }

    /// <summary>The one of these groups in which all placed hosts of the host's cluster are, if there is such a one.</summary>
    private static InferenceGroup[] OfCluster(
        InferenceHost host, ILookup<(string Server, string Cluster), InferenceGroup> clusters, IReadOnlyCollection<InferenceGroup> among)
    {
        if (host.Cluster is null) return [];
        InferenceGroup[] groups = clusters[host.Cluster.Value].Where(among.Contains).Take(2).ToArray();
        return groups.Length == 1 ? groups : [];
    }

    /// <summary>The groups that each cluster's hosts are in so far.</summary>
    private ILookup<(string Server, string Cluster), InferenceGroup> Clusters() => _placed
        .Where(pair => pair.Key.Cluster is not null)
        .Select(pair => (Cluster: pair.Key.Cluster!.Value, Group: pair.Value))
        .Distinct()
        .ToLookup(pair => pair.Cluster, pair => pair.Group);

    private ILookup<Subnet, InferenceGroup> Homes() =>
        _groups.SelectMany(group => group.Segments, (group, segment) => (group, segment)).ToLookup(pair => pair.segment, pair => pair.group);
}
