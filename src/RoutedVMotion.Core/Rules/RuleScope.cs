namespace RoutedVMotion.Core.Rules;

/// <summary>What a rule judges.</summary>
public enum RuleScope
{
    /// <summary>A host by its configuration.</summary>
    Host,

    /// <summary>A cluster: what its hosts have or lack together.</summary>
    Cluster,

    /// <summary>A virtual machine and the networks that it is on.</summary>
    VirtualMachine,

    /// <summary>The rack plan itself.</summary>
    Plan,

    /// <summary>What the network answers when hosts ping (-Probe).</summary>
    Probe,
}
