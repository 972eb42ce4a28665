Bakeoff
Apache-2.0, see LICENSE.

It holds the following, each under its own licence. The texts of the licences are in the jars, or with their projects.

In lib:
<#function licences all>
  <#return all?join("; ")>
</#function>
<#list dependencyMap as entry>
<#if entry.getKey().groupId != "org.bakeoff">
  ${entry.getKey().groupId}:${entry.getKey().artifactId}:${entry.getKey().version} (${licences(entry.getValue())})
</#if>
</#list>

In lib/bakeoff-report:
  npm:vega:5.33.1 (BSD-3-Clause)
  npm:vega-expression:5.2.1 (BSD-3-Clause)
  npm:vega-interpreter:1.2.1 (BSD-3-Clause)

In ai.djl.pytorch:pytorch-native-cpu: PyTorch (BSD-3-Clause), https://github.com/pytorch/pytorch/blob/main/NOTICE
and on Linux libgomp (GPL-3.0 with the GCC Runtime Library Exception), https://gcc.gnu.org/onlinedocs/libstdc++/manual/license.html
